-- title: 直接登记的办理：从受理到决定几天，期限几天
-- title_en: Direct registration: days from acceptance to decision, and the limit
-- columns: kind = 办什么 / Act; item = 办的事项 / Matter; accepted_on = 受理日期 / Papers complete; result = 结果 / Result;
--   took = 用了（天） / Took; limit_on = 期限到 / Limit; state = 情况 / State; decided_on = 决定日期 / Decided
-- note: took counts from the day the papers were complete (受理日期). state is that of the duty registration-decision or change-decision.
-- filed: result
select c.district, c.case_id, c.org_id, c.kind, c.item, c.accepted_on, c.decided_on,
  iif(c.decided_on >= c.accepted_on, cast(julianday(c.decided_on) - julianday(c.accepted_on) as integer), null) as took,
  d.due_on as limit_on,
  case
    when d.id is null or d.exempt is not null then '没有规定期限'
    when d.unknown is not null or d.due_on is null then '无法判断'
    when d.done_on <= d.due_on then '按时'
    when d.done_on > d.due_on then '超过期限'
    else '还没有决定'
  end as state,
  c.result, row_number() over (order by c.decided_on desc, c.case_id) as position, c.sample
from cases c
join organisations o on o.district = c.district and o.org_id = c.org_id and o.admission = '直接登记'
left join term_deadlines d on d.district = c.district and d.id = c.case_id and d.step in ('成立决定', '变更决定')
where c.district = 'haishu' and c.kind in ('筹备', '成立', '变更')
