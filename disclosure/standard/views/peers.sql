-- title: 同类组织有几家，数排在正中的是多少
-- title_en: How many bodies there are of a kind, and the figure in their middle
-- note: A kind: one type, year and size; real bodies and samples apart; of the whole register. Of an even number the middle is the
--   mean of the two in it. Kept as the table peer_medians.
-- columns: bodies = 同类有几家 / Bodies of the kind; median = 同类中位数 / Median of the kind;
--   fewest = 至少几家才比 / Fewest that are compared
with ranked as (
  select type, year, band, figure, unit, value, sample,
    row_number() over (partition by sample, type, year, band, figure order by value) as nth,
    count(*) over (partition by sample, type, year, band, figure) as bodies
  from finance_figures
)
select type, year, band, figure, unit, bodies, round(avg(value), 2) as median, 6 as fewest, sample
from ranked
where nth in ((bodies + 1) / 2, (bodies + 2) / 2)
group by sample, type, year, band, figure
