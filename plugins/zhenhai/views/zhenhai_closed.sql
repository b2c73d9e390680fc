-- title: 注销、撤销和吊销的组织
-- title_en: Bodies that closed or were struck off
select district, org_id, status, status_since, status_reason, sample
from organisations
where district = 'zhenhai' and status in ('注销', '撤销', '吊销')
