-- title: 到期还没有做到的事：查询投诉的答复、信息公布、年检年报
-- title_en: What fell due and is not done: answers, publications, yearly papers
-- note: As the ledger of duties says it (逾期未报), which speaks only where the city has declared that all was filed.
-- columns: what = 什么事 / What; period = 哪一期 / Period; due_on = 期限 / Due on; days_late = 晚了几天（天） / Days late;
--   detail = 到哪天的情况 / As of; basis = 依据 / Basis
select district, org_id,
  case obligation when 'jiaxing-answer' then '答复查询和投诉' when 'jiaxing-publication' then '定期公布信息' else '其他应报的材料' end as what,
  obligation, period, due_on, days_late, detail, basis, sample
from obligations
where district = 'jiaxing' and status = '逾期未报'
