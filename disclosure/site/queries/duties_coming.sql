select *
from obligations
where status = '未到期' and (:district is null or district = :district)
order by due_on, sample, obligation, org_id, key
limit :most
