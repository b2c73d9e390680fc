-- code: haishu-lottery-route
-- title: 福彩项目先社区、再街道、后民政局
-- title_en: A lottery-funded project goes through community, street and bureau in this order
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕80号三
-- basis_en: Haimin [2009] No. 80, 3
-- scope: 2009年11月至2010年11月那一次福彩公益金资助，每个申报的项目
-- scope_en: the lottery welfare funding of November 2009 to November 2010, each application
-- applies_from: 2009-11-03
-- applies_until: 2010-12-31
-- explanation: 通知要求社区、街道审核推荐后由民政局确定；填报的审核日期不是这个先后。
-- explanation_en: The circular asks for review by community and street before the bureau decides; the dates filed are not in that
--   order.
-- innocent: 意见在先，盖章补在后面。
-- innocent_en: The opinion came first, the stamp later.
-- never: 不适用 只数福彩公益金资助的项目
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  iif(community_opinion_on is null or street_opinion_on is null or decided_on is null, '社区、街道和民政局的审核日期没有填全', null) as unknown,
  street_opinion_on < community_opinion_on or decided_on < street_opinion_on or decided_on < community_opinion_on as broken,
  '社区 ' || coalesce(community_opinion_on, '没有填写') || '，街道 ' || coalesce(street_opinion_on, '没有填写') || '，民政局 '
    || coalesce(decided_on, '没有填写') as detail,
  sample
from grants
where programme = '福彩公益金资助' and round = 2009
