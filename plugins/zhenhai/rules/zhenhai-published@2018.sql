-- code: zhenhai-published
-- title: 双随机抽查的结果已经公布
-- title_en: The result of a random inspection has been published
-- severity: info
-- effect: publish
-- basis: 《镇海区社会组织发展三年行动计划(2018-2020)》四(四)
-- basis_en: Three-year action plan of Zhenhai for social organisations (2018–2020), 4(4)
-- scope: 2018年10月26日起的每次双随机抽查
-- scope_en: each random spot check since 26 October 2018
-- applies_from: 2018-10-26
-- explanation: 计划要求及时公布查处结果，没有写多少天；这里只看公布了没有。有天数规定的，看“抽查结果公布”这项义务。
-- explanation_en: The plan asks for prompt publication of results without a number of days; only whether it was published is looked
--   at. Where days are set, see the duty to publish spot check results.
-- innocent: 查处还没有结束。
-- innocent_en: The case is not closed yet.
-- never: 不符合 文件没有写多少天以内；不适用 只数双随机抽查
select
  district,
  'spot_checks' as table_name,
  json_object('check_id', check_id) as key,
  org_id,
  checked_on as period,
  case
    when published_on is null then '还没有公布；文件只写及时，没有写多少天'
    when published_on < checked_on then '公布的日期早于检查'
    when published_on > (select today from build) then '填写的日期还没有到'
  end as unknown,
  iif(published_on between checked_on and (select today from build), 0, null) as broken,
  checked_on || ' 检查，' || published_on || ' 公布' as detail,
  sample
from spot_checks
where district = 'zhenhai' and kind = '双随机抽查' and checked_on >= '2018-10-26'
