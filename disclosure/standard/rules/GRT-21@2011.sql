-- code: GRT-21
-- title: 评审结果公示列出每一个申报项目
-- title_en: The notice of results names every application
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：告知全部申请方）
-- basis_en: Terms of each district’s measures on grants (programme_terms: all applicants told)
-- waivable: 要求是各区自己的办法定的
-- scope: 已经决定的每个申报项目
-- scope_en: each application that was decided
-- explanation: 评审结果应当告知每一个申报单位；公示的名单里没有这个单位的这个项目，落选的也应当列出。
-- explanation_en: Every applicant must be told the result of the review; this project is not in the list of the notice. Those not
--   chosen must be listed, too.
-- innocent: 结果另行书面告知，没有写进公示；或者公示里的项目名称和申报时不同。
-- innocent_en: The result was told in writing and not in the notice; or the project's name in the notice differs from the
--   application.
with written as (
  select g.district, g.grant_id, 0 as item, n.notice_id, b.org_id, g.project, coalesce(g.org_name, o.name) is not null as named,
    coalesce(g.org_name, '') || '、' || coalesce(o.name, '') || '、' || coalesce(o.former_names, '') as names, g.sample
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join organisations o on o.district = b.district and o.org_id = b.org_id and o.sample <= g.sample
  left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
  union all
  select district, null, item, notice_id, org_id, project, 1, org_name, sample from notice_items
),
plain as (
  select *,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
      project, ' ', ''), '　', ''), '（', '('), '）', ')'), '“', ''), '”', ''), '《', ''), '》', ''), '项目', '') as title,
    '、' || replace(replace(replace(replace(replace(replace(replace(
      names, ' ', ''), '　', ''), '（', '('), '）', ')'), '；', '、'), ';', '、'), '，', '、') || '、' as called
  from written
),
compared as (
  select g.district, g.grant_id, i.item, i.title = g.title as same,
    i.title is null or instr(i.title, g.title) > 0 or instr(g.title, i.title) > 0 as bare, i.org_id <> g.org_id as other, g.named,
    i.org_id = g.org_id or instr(g.called, i.called) > 0 as own
  from plain g
  left join plain i on i.district = g.district and i.notice_id = g.notice_id and i.item > 0 and i.sample <= g.sample
  where g.item = 0
),
listed as (
  select district, grant_id,
    max(case when own then iif(same, 2, bare) when other then 0 else coalesce(same, not named) end) as found,
    count(item) as items,
    max(item) > count(item) as partly
  from compared
  group by district, grant_id
)
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case
    when t.term is null then '本区这个计划没有规定告知全部申请方'
    when g.decision in ('撤回', '待定') then '撤回了，或者还没有决定'
  end as exempt,
  case
    when n.published_on < t.from_on then '公示的时候，这一条还没有施行'
    when n.premature then '公示早于评审'
    when l.items = 0 then '没有写明这一轮的评审结果公示，或者公示的名单没有填报'
    when l.found = 1 then '名单里有名称相近的项目或者没有写项目名称，不能确定是不是这一个'
    when l.found = 0 and l.partly then '公示的名单没有报全'
  end as unknown,
  iif(
    l.items = 0 or l.found = 1 or l.found = 0 and l.partly or coalesce(n.premature or n.published_on < t.from_on, 0), null, l.found = 0
  ) as broken,
  printf('公示 %s 的名单 %d 行，%s“%s”', g.review_notice_id, l.items, iif(l.found = 2, '有', '没有'), g.project) as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join listed l on l.district = g.district and l.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '告知全部申请方'
left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
