-- How many are late in each district: what organisations owe, and what others owe; the real ones and the samples apart.
select district, sample, sum(status = '逾期未报' and party = '社会组织') as missing, sum(status = '逾期报送' and party = '社会组织') as came_late,
  sum(party <> '社会组织') as of_others, count(distinct iif(party = '社会组织', org_id, null)) as bodies
from obligations
where status in ('逾期未报', '逾期报送')
group by district, sample
order by sample, district
