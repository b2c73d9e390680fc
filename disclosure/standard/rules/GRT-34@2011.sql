-- code: GRT-34
-- title: 公示结束后才报结果备案
-- title_en: The result is filed after the notice ends
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：结果备案）
-- basis_en: Terms of each district’s measures on grants (programme_terms: filing of the result)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 评审结果公示还没有结束，就报了结果备案。
-- explanation_en: The result was filed for record before its notice had closed.
-- innocent: 公示期延长后没有更新。
-- innocent_en: The notice was extended and not updated.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.term is null then '本区这个计划没有规定结果备案' end as exempt,
  case
    when g.filed_on is null then '没有填写结果备案日期'
    when g.filed_on < t.from_on then '备案的时候，这一条还没有施行'
    when n.notice_id is null then '没有写明这一轮的评审结果公示'
    else n.doubt
  end as unknown,
  iif(g.filed_on >= t.from_on, iif(g.filed_on <= n.last_on, 1, iif(n.ended, 0, null)), null) as broken,
  printf('公示 %s 至 %s，备案 %s', n.published_on, coalesce(n.end_on, '（没有填写）'), g.filed_on) as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '结果备案'
left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
