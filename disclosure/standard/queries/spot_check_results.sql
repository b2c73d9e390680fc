-- title: 抽查了谁，发现了什么，几时公布的？
-- title_en: Who was inspected, what was found, and when was it published?
-- description: 一次抽查一行，问题还没有改正和没有查成的在前。没有公布日期的，只说明报送那天还没有公布。
-- description_en: A row per inspection, open problems first. No day of publication means none up to the day of filing.
-- group: trust
-- parameters: district = 区（区） / District; kind = 种类（spot_check_kind） / Kind; since = 从哪一天起（日期） / Since which day;
--   result = 结果（spot_check_result） / Result
-- columns: kind = 种类 / Kind; result = 结果 / Result
select s.district, s.check_id, s.org_id, o.name as organisation, s.kind, s.checked_on, s.published_on, s.items, s.result, s.follow_up,
  '/organisations/' || o.org_id || '/' as permalink, s.sample
from spot_checks s
join organisations o on o.district = s.district and o.org_id = s.org_id
where coalesce(:district, '') in ('', s.district) and coalesce(:kind, '') in ('', s.kind) and coalesce(:result, '') in ('', s.result)
  and s.checked_on >= coalesce(nullif(:since, ''), '0000-01-01')
order by s.result not in ('发现问题待改正', '不配合检查', '无法联系'), s.checked_on desc, s.district, s.check_id
