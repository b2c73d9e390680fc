select
  district, sample,
  sum(iif(status = '不符合', subjects, 0)) as broken,
  sum(iif(status = '符合', subjects, 0)) as held,
  sum(iif(status = '无法判断', subjects, 0)) as unknown
from rule_counts
where rule = :rule and version = :version
group by district, sample
having broken + held + unknown > 0
order by sample, district
