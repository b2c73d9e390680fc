-- code: GRT-41
-- title: 受助组织配合检查
-- title_en: The recipient lets itself be checked
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：配合检查）
-- basis_en: Terms of each district’s measures on grants (programme_terms: cooperation)
-- waivable: 要求是各区自己的办法定的
-- scope: 检查内容写明资助计划的每次检查，被查的组织那天以前有这个计划决定资助的项目；条款看检查那天有效的
-- scope_en: each inspection that names a programme, of an organisation funded by it before; by the provision in force on the day
-- explanation: 检查结果填报为不配合检查。
-- explanation_en: The result filed of the inspection is that it did not cooperate.
-- innocent: 检查通知没有送到，组织事后配合了。
-- innocent_en: The notice of inspection did not arrive; the organisation cooperated later.
select
  s.district,
  'spot_checks' as table_name,
  json_object('check_id', s.check_id) as key,
  s.org_id,
  s.checked_on as period,
  iif(max(t.term) is null, '本区这个计划那天没有规定配合检查', null) as exempt,
  case
    when not max(t.term is not null and coalesce(g.decided_on, g.agreement_on) is not null) then '没有填写项目哪一天决定资助'
    when s.result = '无法联系' then '没有联系上，不知道配合不配合'
  end as unknown,
  iif(
    s.result = '无法联系' or not max(t.term is not null and coalesce(g.decided_on, g.agreement_on) is not null), null,
    s.result = '不配合检查'
  ) as broken,
  s.checked_on || ' 检查' || s.items || '：' || s.result as detail,
  replace(group_concat(distinct t.basis), ',', '；') as basis,
  s.sample
from spot_checks s
join grant_bodies b on b.district = s.district and b.org_id = s.org_id
join grants g on g.district = b.district and g.grant_id = b.grant_id and g.decision = '资助' and instr(s.items, g.programme) > 0
  and g.sample <= s.sample and coalesce(g.decided_on, g.agreement_on, s.checked_on) <= s.checked_on
left join terms_in_force t on t.district = g.district and t.programme = g.programme and t.term = '配合检查'
  and s.checked_on between t.from_on and t.until_on and t.sample <= s.sample
group by s.district, s.check_id
