-- title: 填报的变更，办成了没有
-- title_en: Changes filed in cases, and whether they went through
-- note: went_through: 1 where the outcome begins by allowing it, 0 where it says that it was refused, sent back or withdrawn; else 1 where
--   the day is filed on which the change took place, or the outcome says that it was registered; else not known.
-- columns: went_through = 办成了没有 / Went through
with outcomes as (
  select c.*,
    exists (select 1 from json_each('["准", "同意", "批准", "核准", "通过", "已"]') w where instr(c.result, w.value) = 1) as allowed,
    exists (
      select 1
      from json_each('["不予", "不准", "不同意", "不批准", "不通过", "未通过", "未获", "未准", "驳回", "退回", "退件", "撤回", "撤件", "撤销申请"]') w
      where instr(c.result, w.value)
    ) as refused
  from cases c
  where c.kind = '变更'
)
select district, case_id, org_id, item, changed_on, applied_on, accepted_on, decided_on, result,
  case
    when allowed then 1
    when refused then 0
    when changed_on is not null or result like '%登记%' or result like '%办结%' or result like '%变更%' then 1
  end as went_through,
  sample
from outcomes
