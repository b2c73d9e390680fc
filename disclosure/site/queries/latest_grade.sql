select grade, coalesce(iif(holds is null, unknown, null), replace(said, grade || '，', '')) as said
from grades_today
where district = :district and org_id = :org_id and grade is not null
