-- title: 2018年10月以来登记的组织：直接登记还是双重管理，属于哪一类
-- title_en: Bodies registered since October 2018: registered directly or with a supervising unit, and of which class
-- note: The four classes of direct registration as far as the register can tell them; 其他 says only that none of them is filed of a body.
-- columns: class = 类别 / Class; admission = 登记体制 / Admission; organisations = 组织（个） / Bodies
select district,
  case
    when is_trade_association then '行业协会商会'
    when field = '科学研究' then '科技类'
    when is_charity or field = '社会服务' then '公益慈善类、城乡社区服务类'
    when is_community_org then '公益慈善类、城乡社区服务类'
    else '其他'
  end as class,
  coalesce(admission, '没有填写') as admission, count(*) as organisations, sample
from organisations
where district = 'wenzhou' and registration = '登记' and status <> '筹备' and registered_on >= '2018-10-01'
group by class, admission, sample
