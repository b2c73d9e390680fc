select
  status, reason,
  sum(iif(sample, 0, subjects)) as really,
  sum(iif(sample, subjects, 0)) as samples
from rule_counts
where rule = :rule and version = :version and reason is not null
group by status, reason
order by status = '不适用', really desc, samples desc, reason
limit :most
