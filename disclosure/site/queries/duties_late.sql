select *
from obligations
where status in ('逾期未报', '逾期报送') and (:district is null or district = :district)
order by sample, status = '逾期报送', days_late desc, obligation, org_id, key
limit :most
