-- title: 条款里的几个月对每个项目是哪一天
-- title_en: The day to which a term of months leads for each grant
-- note: since is the day from which the months run, on_date the same day that many months later, or the last of the month that has no
--   such day. 第2期最早 runs from the first payment, and where that is not known from a day before which it cannot have been. The
--   measures give no day for the assessments and the notice of completion: one month is allowed. earliest: no assessment can have come
--   before it.
-- columns: earliest = 最早可能从哪天起 / Not before
with asked as (
  select t.district, t.grant_id, t.term, t.basis, t.from_on, t.sample,
    case t.term
      when '首期拨款期限' then g.agreement_on
      when '第2期最早' then coalesce(p.paid_on, g.agreement_on, g.decided_on, g.applied_on)
      when '中期评估' then coalesce(g.start_on, p.paid_on, g.agreement_on)
      when '终期评估' then coalesce(g.completed_on, g.end_on)
      when '完成公告' then g.completed_on
      else g.start_on
    end as since,
    g.start_on, g.agreement_on, g.decided_on,
    case t.term when '中期评估' then t.value + 1 when '终期评估' then 1 when '完成公告' then 1 else t.value end as months
  from grant_terms t
  join grants g on g.district = t.district and g.grant_id = t.grant_id
  left join grant_payments p on p.district = t.district and p.grant_id = t.grant_id and p.instalment = 1 and p.sample <= t.sample
  where t.term in ('首期拨款期限', '第2期最早', '中期评估', '终期评估', '完成公告', '项目最短期限', '项目最长期限')
)
select district, grant_id, term, since, months,
  coalesce(start_on, min(since, coalesce(agreement_on, since), coalesce(decided_on, since))) as earliest,
  min(date(since, '+' || months || ' months'), date(since, 'start of month', '+' || (months + 1) || ' months', '-1 day')) as on_date,
  basis, from_on, sample
from asked
