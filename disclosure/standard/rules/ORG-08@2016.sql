-- code: ORG-08
-- title: 没有慈善组织身份却有公开募捐资格
-- title_en: A fundraising licence without being a charity
-- severity: warning
-- effect: publish
-- basis: 《慈善法》（2016年）第二十二条（待核实）
-- basis_en: Charity Law (2016), article 22 (to be verified)
-- scope: 2016年9月1日起取得公开募捐资格的每个组织
-- scope_en: each organisation qualified to raise funds publicly since 1 September 2016
-- applies_from: 2016-09-01
-- explanation: 公开募捐资格只给慈善组织；这个组织填报为不是慈善组织，或者取得资格时还不是，两处必有一处不对。
-- explanation_en: Only charities may raise funds publicly; this one is filed as no charity, or was none when it was qualified. One
--   of the two must be wrong.
-- innocent: 是否慈善组织一栏漏改，或者认定日期填写的是换证的日期。
-- innocent_en: The column “charity” was not updated, or the day of a renewed certificate was filed.
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  public_fundraising_since as period,
  case
    when is_charity is null then '没有填写是不是慈善组织'
    when charity_since <= public_fundraising_since and not is_charity then '填写了认定的日期，又写不是慈善组织'
    when charity_since is null then '没有填写何时成为慈善组织'
  end as unknown,
  coalesce(charity_since > public_fundraising_since, not is_charity, 0) as broken,
  case when charity_since > public_fundraising_since then charity_since || ' 才' when not is_charity then '不' else '' end
    || '是慈善组织，' || public_fundraising_since || ' 取得公开募捐资格' as detail,
  sample
from organisations
where public_fundraising_since is not null
