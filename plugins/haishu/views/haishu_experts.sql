-- title: 专家库只公布每个领域有几位
-- title_en: Experts: how many per field
-- columns: experts = 同意公开的（位） / Who agreed to be named
select district, field, kind, count(*) as experts, sample
from experts
where district = 'haishu' and consented
group by district, field, kind, sample
