-- code: zhenhai-recommended
-- title: 推荐性目录里的组织不在异常名录和黑名单上
-- title_en: No body on a recommended list stands on the lists of abnormal activity or serious breach
-- severity: info
-- effect: publish
-- basis: 《镇海区社会组织发展三年行动计划(2018-2020)》四(四)（实际表现与承接购买服务挂钩；目录的条件文件没有写，待核实）
-- basis_en: Three-year action plan of Zhenhai for social organisations (2018–2020), 4(4) (performance is tied to
--   contracts; what the list asks for is not written there, to be verified)
-- scope: 今天还有效的推荐性目录里的每个组织，看今天的名单
-- scope_en: each organisation on a list of recommendations valid today, by today's credit lists
-- applies_from: 2018-10-26
-- explanation: 组织今天在活动异常名录或者严重违法失信名单上，还列在推荐性目录里。
-- explanation_en: The organisation is today on the list of abnormal activity or of serious violations, and still on the list of
--   those recommended.
-- innocent: 列入目录在先，进名单在后，目录要到下一年才重新编；文件没有写要马上移出。
-- innocent_en: It was recommended first and listed later; the list of those recommended is made anew only next year, and no
--   document asks for removal at once.
select
  l.district,
  'listings' as table_name,
  json_object('list', l.list, 'year', l.year, 'org_id', l.org_id) as key,
  l.org_id,
  cast(l.year as text) as period,
  iif(not l.in_force, '目录已经过期', null) as exempt,
  case
    when l.in_force is null then '目录没有写有效期到哪一天'
    when c.visible then null
    when c.known_until is null then '没有人声明名单已经报全'
    when c.visible = 0 then '可能有公示期已满、不再显示的记录，或者移出早于列入'
  end as unknown,
  case when l.in_force is null then null when c.visible then 1 when c.visible is null and c.known_until is not null then 0 end as broken,
  iif(c.visible, c.listed_on || ' 列入' || c.kind || coalesce('：' || c.ground, ''), '没有在名单上（截至 ' || c.known_until || '）') as detail,
  l.sample
from zhenhai_listings l
join credit_standing c on c.district = l.district and c.org_id = l.org_id and c.about = '名录'
