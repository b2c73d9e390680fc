-- title: 任前公示、述职和离任审计：每一件到哪一步
-- title_en: Notices before office, reports on duties and audits on leaving: where each stands
-- note: The ledger of duties, with the person and the post where the duty speaks of one; reports on duties once they are due.
-- columns: duty = 事项 / Matter; person = 姓名 / Person; post = 职务 / Post; day = 哪一天或者哪一年 / Day or year;
--   starts_on = 任期开始 / Term begins; left_on = 离任日期 / Left; year = 述职的年度 / Year; due_on = 应在这天以前 / Due;
--   done_on = 做到的日期 / Done; state = 现在 / State; detail = 说明 / Remark; basis = 依据 / Basis;
--   position = 顺序 / Order
select o.district, o.org_id, o.obligation,
  case o.obligation when 'departure-audit' then '离任审计' when 'appointment-notice' then '任前公示' else '述职' end as duty,
  json_extract(o.key, '$.name') as person, json_extract(o.key, '$.post') as post, o.period as day,
  iif(o.obligation = 'appointment-notice', o.period, null) as starts_on, iif(o.obligation = 'departure-audit', o.period, null) as left_on,
  iif(o.obligation = 'duty-report', o.period, null) as year, o.due_on, o.done_on,
  iif(o.obligation = 'appointment-notice' and o.status = '逾期报送', '公示晚了', o.status) as state, o.detail, o.basis,
  row_number() over (order by o.period desc, o.org_id, o.key) as position, o.sample
from obligations o
where o.district = 'wenzhou' and o.obligation in ('departure-audit', 'appointment-notice', 'duty-report')
  and (o.status <> '未到期' or o.obligation <> 'duty-report')
