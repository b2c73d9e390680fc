-- code: ORG-02
-- title: 代码开头与类型一致
-- title_en: The type is what the code begins with
-- severity: error
-- effect: reject
-- within: org_id
-- basis: GB 32100-2015 第五条
-- basis_en: GB 32100-2015, article 5
-- scope: 代码以51、52、53或BA开头的组织
-- scope_en: organisations whose code begins with 51, 52, 53 or BA
-- explanation: 统一社会信用代码的前两位就是登记类别：51 社会团体、52 民办非企业单位、53 基金会；填写的类型却不同。
-- explanation_en: The first two digits of the unified social credit code are the kind of registration: 51 social association, 52
--   private non-enterprise unit, 53 foundation; the type filed is another.
-- innocent: 组织改变类型后沿用旧代码，极少见。
-- innocent_en: The organisation changed its type and kept its code, which is very rare.
-- never: 无法判断 代码和类型都是必填
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  type <> case substr(org_id, 1, 2)
    when '51' then '社会团体' when '52' then '民办非企业单位' when '53' then '基金会' else '社区社会组织'
  end as broken,
  org_id || ' 的类型填写为 ' || type as detail,
  sample
from organisations
where substr(org_id, 1, 2) in ('51', '52', '53', 'BA')
