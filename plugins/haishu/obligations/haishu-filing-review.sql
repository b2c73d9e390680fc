-- code: haishu-filing-review
-- title: 备案情况一年审核一次
-- title_en: Yearly review of a filed body
-- party: 登记管理机关
-- basis: 海民〔2009〕88号三（一）
-- applies: 街道为备案管理机关；年底仍在的备案组织，每年，2010年度起
-- exempt: 当年免检；到期前已经注销、撤销
-- due: 次年12月31日前（文件只说一年一次，没有写日期，待核实）
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
