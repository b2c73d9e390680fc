-- code: zhenhai-separation
-- title: 行业协会商会与行政机关脱钩，五分离五规范十项都做到
-- title_en: A trade association stands apart from government in all ten items
-- severity: info
-- effect: publish
-- basis: 《镇海区社会组织发展三年行动计划(2018-2020)》三(四)1
-- basis_en: Three-year action plan of Zhenhai for social organisations (2018–2020), 3(4)1
-- scope: 报了进展的每个行业协会商会，2018年和以后每年年底
-- scope_en: each trade association that reports progress, at the end of 2018 and of each year since
-- applies_from: 2018-10-26
-- explanation: 计划要求2018年底基本实现全面脱钩；到这一年年底，十项里有没有做完的。
-- explanation_en: The plan asks for separation to be complete in the main by the end of 2018; at the end of this year some of the
--   ten points were not done.
-- innocent: 计划写的是基本实现，个别协会可以晚一些；有的事项要等全省统一部署。
-- innocent_en: The plan says “in the main”, so some associations may be later; some points wait for the province.
select
  district,
  'zhenhai_separation' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  case
    when is_trade_association = 0 then '填报的不是行业协会商会'
    when registered_on > '2018-12-31' then '2018年以后成立，不用脱钩'
    when ended_by <= year || '-12-31' and not undated then '这一年组织已经终止'
  end as exempt,
  case
    when state = '没有完成' and undated then '没有填写注销、撤销或者吊销的日期'
    when state = '还不知道' then '有的事项没有报，或者待核实'
    when state = '没有完成' and running then '这一年还没有过完'
  end as unknown,
  case when state = '完成' then 0 when state = '没有完成' and not running and undated is not 1 then 1 end as broken,
  printf('十项里做到 %d 项', done) || coalesce('，没有做到：' || open_items, '') as detail,
  sample
from (
  select s.*, s.year || '-12-31' >= b.today as running, e.ended_by, e.undated
  from zhenhai_separations s
  join build b
  left join bodies_ended e on e.district = s.district and e.org_id = s.org_id and e.sample <= s.sample
)
where year is not null
