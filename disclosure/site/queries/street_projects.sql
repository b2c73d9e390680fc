select district, grant_id, project, org_id, org_name, service_field, round, status, start_on, coalesce(completed_on, end_on) as end_on,
  status in ('已完成', '已终止') as over, sample
from grants
where district = :district and street = :street and decision = '资助'
order by sample, round desc, project, grant_id
limit :limit
