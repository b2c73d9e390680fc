-- title: 填报的变更，办成了没有
-- title_en: Changes filed in cases, and whether they went through
-- note: went_through: 0 where the outcome says that it was refused, sent back or withdrawn; 1 where it says that it was allowed, or where
--   only the day is filed on which the change took place; else not known.
-- columns: went_through = 办成了没有 / Went through
select district, case_id, org_id, item, changed_on, applied_on, accepted_on, decided_on, result,
  case
    when result like '%不%' or result like '%未%' or result like '%撤%' or result like '%驳%' or result like '%退%' then 0
    when result like '%准%' or result like '%同意%' or result like '%通过%' or result like '%办结%' or result like '%变更%' then 1
    when result is null and changed_on is not null then 1
  end as went_through,
  sample
from cases
where kind = '变更'
