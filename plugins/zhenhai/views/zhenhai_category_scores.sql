-- title: 每次评估每个大类得了多少分
-- title_en: What each evaluation gave in each category
-- columns: category = 大类 / Category; indicators = 小类（个） / Sub-categories; score = 得分 / Score; full_score = 满分 / Full marks;
--   percent = 得分占满分（%） / Share of full marks; position = 顺序 / Order;
--   scheme = 评分标准 / Scheme
-- filed: category
select s.district, s.org_id, s.announced_on, coalesce(s.section, '没有写大类') as category, count(*) as indicators,
  round(sum(s.score), 2) as score, round(sum(s.full_score), 2) as full_score,
  iif(sum(s.full_score) > 0, round(sum(s.score) * 100.0 / sum(s.full_score), 1), null) as percent, e.scheme,
  row_number() over (order by s.announced_on desc, s.org_id, min(p.position)) as position, s.sample
from evaluation_scores s
join evaluations e on e.district = s.district and e.org_id = s.org_id and e.announced_on = s.announced_on
left join score_sheets p on p.district = s.district and p.scheme = e.scheme and p.stage = '等级评估' and p.indicator = s.indicator
where s.district = 'zhenhai'
group by s.district, s.org_id, s.announced_on, s.section, s.sample
