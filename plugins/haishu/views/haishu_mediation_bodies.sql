-- title: 业务范围写明调解的组织
-- title_en: Bodies whose scope names mediation
select district, org_id, type, street, scope, purpose, status, sample
from organisations
where district = 'haishu' and (scope like '%调解%' or purpose like '%调解%')
