-- code: haishu-filing-review
-- title: 备案情况一年审核一次
-- title_en: Yearly review of a filed body
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 海民〔2009〕88号三（一）
-- basis_en: Haimin [2009] No. 88, 3(1)
-- applies: 街道为备案管理机关；年底仍在的备案组织，每年，2010年度起
-- applies_en: Streets as recording authorities; recorded organisations that still exist at the end of the year, every year from
--   2010 on
-- exempt: 当年免检；到期前已经注销、撤销
-- exempt_en: exempted that year; deregistered before the due date
-- due: 次年12月31日前（文件只说一年一次，没有写日期，待核实）
-- due_en: by 31 December of the next year (the document says once a year without a date; to be verified)
select
  district,
  org_id,
  json_object('org_id', org_id, 'year', year) as key,
  cast(year as text) as period,
  due_on,
  done_on,
  exempt,
  unknown,
  covered_until,
  1 as estimated,
  sample
from haishu_reviews
