-- title: 申报达到、量出来没有达到的
-- title_en: Declared as met, measured as not met
-- note: Only where the same part of a criterion is measured in the same year. What is unknown is no difference.
-- columns: criterion = 标准 / Criterion; part = 量的是什么 / What is measured; reason = 量出来没有达到，因为 / Measured as not met, because;
--   declared_because = 申报达到，因为 / Declared as met, because
-- filed: declared_because
select d.district, d.org_id, d.year, d.criterion, m.part, m.reason, d.basis as declared_because, d.declared_by, d.sample
from haishu_ten_good d
join haishu_ten_good_measured m on m.district = d.district and m.org_id = d.org_id and m.year = d.year and m.criterion = d.criterion
where d.met and m.measured = '否' and m.sample >= d.sample
