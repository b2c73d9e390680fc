-- code: review-notice
-- title: 评审结果公示
-- title_en: Notice of a jury's results
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：结果公示）
-- basis_en: Terms of each district’s measures on grants (programme_terms: results put on public notice)
-- applies: 计划规定结果公示的、决定资助并已签协议的项目
-- applies_en: Funded projects with a signed agreement, of programmes that require a notice of the results
-- due: 签订协议的前一天
-- due_en: the day before the agreement is signed
-- never: 不适用 只列规定结果公示的计划
select
  g.district,
  b.org_id,
  json_object('grant_id', g.grant_id) as key,
  cast(g.round as text) as period,
  date(g.agreement_on, '-1 day') as due_on,
  iif(
    n.published_on >= g.agreement_on and (
      g.agreement_on <= t.from_on
      or max(o.published_on < g.agreement_on and o.published_on >= coalesce(g.reviewed_on, g.applied_on, ''))
    ),
    null, iif(n.premature is 0, n.published_on, null)
  ) as done_on,
  case
    when g.agreement_on <= t.from_on then '签协议的时候，这一条还没有施行'
    when count(o.notice_id) > 0 then '有评审结果公示，没有写明是不是这个项目的，或者早于评审'
  end as unknown,
  max(c.until_on) as covered_until,
  0 as estimated,
  t.basis,
  g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '结果公示'
left join grant_review n on n.district = g.district and n.grant_id = g.grant_id
left join notices o on o.district = g.district and o.kind = '评审结果公示' and coalesce(o.programme, g.programme) = g.programme
  and coalesce(o.round, g.round) = g.round and o.sample <= g.sample
left join covered c on c.district = g.district and c.table_name = 'notices' and c.kind in ('', '评审结果公示') and c.org_type = ''
  and c.sample = g.sample and c.from_on <= coalesce(g.applied_on, g.round || '-01-01')
where g.decision = '资助' and g.agreement_on is not null
group by g.district, g.grant_id
