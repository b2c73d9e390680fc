with named(district, programme, round, sample, kind) as (
  select district, programme, round, sample, 'grant' from grants
  union all
  select district, programme, round, sample, 'notice' from notices where programme is not null and round is not null
  union all
  select district, programme, round, sample, 'audit' from audits where programme is not null and round is not null
  union all
  select district, programme, null, sample, 'term' from programme_terms
)
select district, programme, min(sample) as sample,
  count(distinct round) as rounds,
  sum(kind = 'grant' and not sample) as "real", sum(kind = 'grant' and sample) as samples,
  sum(kind = 'term' and not sample) as real_terms, sum(kind = 'term' and sample) as sample_terms
from named
group by district, programme
order by district, rounds = 0, programme
