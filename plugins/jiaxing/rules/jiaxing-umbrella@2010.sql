-- code: jiaxing-umbrella
-- title: 社团登记在归口单位名下
-- title_en: An association is registered under the umbrella body of its class
-- severity: warning
-- effect: publish
-- basis: 嘉兴市2010年关于社区、社团、社工建设的意见 四1（今天是否仍然有效待核实）
-- basis_en: Opinions of Jiaxing on communities, associations and social work (2010), 4.1 (whether it still holds is
--   to be verified)
-- scope: 全市性的社会团体，分类写了四类之一的
-- scope_en: city-wide associations of one of the four classes
-- applies_from: 2010-02-03
-- explanation: 意见把四类社团分别归口给四家单位；这个社团登记的主管单位是四家里的另一家。
-- explanation_en: The opinion gives four classes of associations to four units; this one is registered under another of the four.
-- innocent: 登记早于意见、还没有换；脱钩以后改了主管单位；或者类别填错了。
-- innocent_en: It was registered before the opinion and not changed yet; its supervising unit changed after separation; or the
--   class is wrong.
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  case
    when status <> '正常' then '已经注销、撤销或者吊销'
    when state = '不在四类里' then '不在四类里'
    when state = '不是全市性的' then '不是全市性的'
    when state = '直接登记，没有主管单位' then '直接登记，没有主管单位'
  end as exempt,
  case
    when state = '没有填写类别' then '没有填写类别'
    when state = '没有写明登记机关' then '没有写明登记机关，不知道是不是全市性的'
    when state = '没有填写主管单位' then '没有填写主管单位'
    when state = '分不清' then '主管单位的写法不在对照表里，分不清是不是同一家'
  end as unknown,
  case state when '归在另一家' then 1 when '已归口' then 0 end as broken,
  class || '归口' || coalesce(umbrella, '') || '，登记的是' || coalesce(supervisor, '') as detail,
  sample
from jiaxing_umbrella_bodies
