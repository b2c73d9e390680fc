-- code: haishu-filing-office
-- title: 社区社会组织在街道备案
-- title_en: A community body is filed with its street
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕88号三（一）、三（二）
-- basis_en: Haimin [2009] No. 88, 3(1) and 3(2)
-- scope: 2009年12月14日以后备案的组织
-- scope_en: organisations recorded since 14 December 2009
-- applies_from: 2009-12-14
-- explanation: 写明的备案机关是民政局，不是街道或者镇乡。
-- explanation_en: The recording authority named is the civil affairs bureau, not a street or town.
-- innocent: 街道的备案由区里代办。
-- innocent_en: The district records on behalf of the street.
-- never: 不适用 每个备案的组织都有备案机关
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  registered_on as period,
  case
    when registrar is null then '没有写明备案机关'
    when not (registrar like '%街道%' or registrar like '%镇%' or registrar like '%乡%' or registrar like '%民政局%')
      then '看不出备案机关是不是街道或者镇乡'
  end as unknown,
  case
    when registrar like '%街道%' then 0
    when registrar like '%民政局%' then 1
    when registrar like '%镇%' or registrar like '%乡%' then 0
  end as broken,
  '备案机关：' || registrar as detail,
  sample
from haishu_community_bodies
