select
  rule, reason,
  sum(iif(sample, 0, subjects)) as really,
  sum(iif(sample, subjects, 0)) as samples
from rule_counts
where district = :district and status = '不适用' and reason is not null
group by rule, reason
