-- title: 审计意见是不是无保留
-- title_en: Whether the opinion of an audit is unmodified
-- note: An emphasis paragraph leaves the opinion unmodified and is said; clean is null where no opinion was given. whole_year: null of a
--   period that is not one calendar year.
-- columns: clean = 是不是无保留 / Unmodified; said = 意见 / Opinion in words; whole_year = 审计的整个年度 / Calendar year audited
select *,
  iif(opinion = '未发表审计意见', null, opinion in ('无保留意见', '带强调事项段的无保留意见')) as clean,
  opinion || coalesce('：' || summary, '') as said,
  iif(period_start = substr(period_end, 1, 4) || '-01-01' and period_end like '%-12-31', substr(period_end, 1, 4) + 0, null) as whole_year
from audits
