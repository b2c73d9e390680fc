-- code: GRT-35
-- title: 评审委员会包括规定的各类人
-- title_en: The jury has every group its programme names
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：评委组成）
-- basis_en: Terms of each district’s measures on grants (programme_terms: groups of the jury)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 写明的评委组成比办法规定的类别少。
-- explanation_en: The reviewers come from fewer groups than the measures set.
-- innocent: 同一个人兼有两种身份；类别合并写了。
-- innocent_en: One person belongs to two groups; groups were written as one.
with written as (
  select *, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    jury_groups, '，', '、'), ',', '、'), '；', '、'), ';', '、'), '和', '、'), '及', '、'), '与', '、'), '/', '、'), '　', '、'), ' ', '、') as groups
  from grants
),
asked as (
  select g.*, b.org_id as body, t.basis, t.text, t.at_review,
    (select count(*) from json_each('[' || replace(json_quote(t.text), '、', '","') || ']')) as wanted,
    (select count(*) from json_each('[' || replace(json_quote(t.text), '、', '","') || ']') p
      where instr(g.jury_groups, p.value) > 0) as met,
    length(g.groups) - length(replace(g.groups, '、', '')) + 1 as listed
  from written g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '评委组成'
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  case when decision <> '资助' then '没有决定资助' when basis is null then '本区这个计划没有规定评委组成' end as exempt,
  case
    when not at_review then '评审的时候，这一条还没有施行，或者没有填写评审日期'
    when jury_groups is null then '没有填写评委组成'
    when met < wanted and (met < listed or listed >= wanted) then '类别的写法和办法不同，不能确定'
  end as unknown,
  case when not at_review then null when met = wanted then 0 when met = listed then 1 end as broken,
  '评委：' || jury_groups || '；规定：' || text as detail,
  basis,
  sample
from asked
