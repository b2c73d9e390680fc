select
  rule, version, sample,
  sum(iif(status = '不符合', subjects, 0)) as broken,
  sum(iif(status = '符合', subjects, 0)) as held,
  sum(iif(status = '无法判断', subjects, 0)) as unknown,
  sum(iif(status = '不适用', subjects, 0)) as beyond,
  sum(iif(status = '不适用', 0, subjects)) as judged
from rule_counts
group by rule, version, sample
