select
  obligation, sample,
  sum(status = '按时') as on_time,
  sum(status = '逾期报送') as came_late,
  sum(status = '逾期未报') as missing,
  sum(status = '未到期') as coming,
  sum(status = '不适用') as beyond,
  sum(status = '无法判断') as unknown,
  count(*) as cases
from obligations
where :district is null or district = :district
group by obligation, sample
order by obligation, sample
