-- code: GRT-04
-- title: 公示结束后才签协议
-- title_en: The notice ends before the agreement
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：结果公示）
-- basis_en: Terms of each district’s measures on grants (programme_terms: results put on public notice)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助、已签协议的项目
-- scope_en: funded projects with a signed agreement
-- explanation: 评审结果公示还没有结束，就签了资助协议。
-- explanation_en: The agreement was signed before the notice of the review result had closed.
-- innocent: 公示期延长后没有更新。
-- innocent_en: The notice was extended and not updated.
select
  g.district,
  'grants' as table_name,
  json_object('grant_id', g.grant_id) as key,
  b.org_id,
  cast(g.round as text) as period,
  case when g.decision <> '资助' then '没有决定资助' when t.basis is null then '本区这个计划没有规定结果公示' end as exempt,
  case
    when g.agreement_on < t.from_on then '签协议的时候，这一条还没有施行'
    when n.notice_id is null then '没有写明这一轮的评审结果公示'
    else n.doubt
  end as unknown,
  iif(g.agreement_on >= t.from_on, iif(g.agreement_on <= n.last_on, 1, iif(n.ended, 0, null)), null) as broken,
  printf('公示 %s 至 %s，协议 %s', n.published_on, coalesce(n.end_on, '（没有填写）'), g.agreement_on) as detail,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '结果公示'
left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
where g.agreement_on is not null
