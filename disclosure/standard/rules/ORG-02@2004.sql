-- code: ORG-02
-- title: 代码开头与类型一致
-- title_en: The type is what the code begins with
-- severity: error
-- effect: reject
-- basis: GB 32100-2015 第五条
-- scope: 每个登记的组织
-- explanation: 统一社会信用代码的前两位就是登记类别：51 社会团体、52 民办非企业单位、53 基金会；填写的类型却不同。
-- innocent: 组织改变类型后沿用旧代码，极少见。
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case
    when substr(o.org_id, 1, 2) not in ('51', '52', '53', 'BA') then '不适用'
    when o.type = case substr(o.org_id, 1, 2) when '51' then '社会团体' when '52' then '民办非企业单位' when '53' then '基金会' else '社区社会组织' end then '符合'
    else '不符合'
  end as status,
  iif(substr(o.org_id, 1, 2) not in ('51', '52', '53', 'BA'), '代码开头不说明类型', o.org_id || ' 的类型填写为 ' || o.type) as detail
from organisations o
