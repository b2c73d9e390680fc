-- code: GOV-06
-- title: 任期起止合理，基金会的不超过五年
-- title_en: Terms end after they begin, those of foundations within five years
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条；章程示范文本（待核实）
-- basis_en: Regulations on Foundations, article 20; model charter (to be verified)
-- scope: 登记的组织公布了起止日期、《基金会管理条例》施行以后开始的每个任期（法定代表人、执行机构和党组织的负责人除外）
-- scope_en: each term with published dates that began after the Regulations took effect, in registered organisations (but for legal
--   representatives and heads of the executive and of Party organisations)
-- applies_from: 2004-06-01
-- explanation: 基金会的一个任期起止相差超过五年，或者哪类组织的任期结束早于开始。别的组织一届几年由章程定，超过五年的无法判断。
-- explanation_en: A term of a foundation lasts more than five years, or one of any body ends before it begins. In other bodies the charter
--   says how long a term is.
-- innocent: 经批准延期换届。
-- innocent_en: The election was postponed with approval.
select
  p.district,
  'people' as table_name,
  json_object('org_id', p.org_id, 'name', p.name, 'post', p.post, 'term_start', p.term_start) as key,
  p.org_id,
  p.term_start as period,
  case
    when p.term_end < p.term_start then null
    when o.type <> '基金会' and p.term_end > p.five_years then '这类组织一届最长几年由章程定，平台没有收录章程'
  end as unknown,
  p.term_end < p.term_start or o.type = '基金会' and p.term_end > p.five_years as broken,
  p.term_start || ' 至 ' || p.term_end as detail,
  p.sample
from (
  select *, min(date(term_start, '+60 months'), date(term_start, 'start of month', '+61 months', '-1 day')) as five_years from people
) p
join organisations o on o.district = p.district and o.org_id = p.org_id and o.sample <= p.sample
where o.registration = '登记' and p.term_end is not null and p.post not in ('法定代表人', '执行机构负责人', '党组织负责人')
