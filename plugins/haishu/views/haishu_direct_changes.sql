-- title: 直接登记组织的变更：变更后几天申请
-- title_en: Changes of directly registered bodies: days until they applied
-- columns: took = 几天后申请（天） / Days until applied; limit_on = 应在以前 / Due; state = 情况 / State; changed_on = 变更日期 / Changed;
--   applied_on = 申请日期 / Applied; before = 变更前 / Before; after = 变更后 / After
select c.district, c.case_id, c.org_id, c.item, c.before, c.after, c.reason, c.changed_on, c.applied_on,
  iif(c.applied_on >= c.changed_on, cast(julianday(c.applied_on) - julianday(c.changed_on) as integer), null) as took, d.due_on as limit_on,
  case
    when d.exempt is not null then '没有规定期限'
    when d.done_on <= d.due_on then '按时'
    when d.done_on > d.due_on then '超过期限'
    else '无法判断'
  end as state,
  row_number() over (order by c.changed_on desc, c.case_id) as position, c.sample
from cases c
join organisations o on o.district = c.district and o.org_id = c.org_id and o.admission = '直接登记'
left join term_deadlines d on d.district = c.district and d.id = c.case_id and d.step = '变更申请'
where c.district = 'haishu' and c.kind = '变更' and c.grant_id is null
