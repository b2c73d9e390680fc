-- code: GRT-22
-- title: 公示结束后才决定资助
-- title_en: The notice ends before the decision
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：结果公示）
-- basis_en: Terms of each district’s measures on grants (programme_terms: results put on public notice)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助、写明决定日期的项目
-- scope_en: funded projects that state the date of decision
-- explanation: 评审结果公示还没有结束，就决定资助。
-- explanation_en: Funding was decided before the notice of the review result had closed.
-- innocent: 公示期延长后没有更新，或者决定日期填成了评审会的日期。
-- innocent_en: The notice was extended and not updated, or the day of the review meeting was filed as that of the decision.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.basis is null then '本区这个计划没有规定结果公示' end as exempt,
  iif(n.notice_id is null, '没有写明这一轮的评审结果公示', n.doubt) as unknown,
  iif(g.decided_on <= n.last_on, 1, iif(n.ended, 0, null)) as broken,
  printf('公示 %s 至 %s，决定 %s', n.published_on, coalesce(n.end_on, '（没有填写）'), g.decided_on) as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '结果公示'
left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
where g.decided_on is not null
