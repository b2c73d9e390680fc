-- title: 推荐性目录里的每个组织，七个条件里是、否、未知各几个
-- title_en: Each body on a recommended list in force: how many of the seven conditions are yes, no, not known
-- download: yes
-- columns: yes = 是（条） / Yes; no = 否（条） / No; unknown = 未知（条） / Not known; what_is_not = 否的是哪几条 / Which are no
select district, list, year, org_id, sum(answer = '是') as yes, sum(answer = '否') as no, sum(answer = '未知') as unknown,
  group_concat(iif(answer = '否', condition || '：' || evidence, null), '；') as what_is_not, valid_until, sample
from zhenhai_recommended
group by district, list, year, org_id, sample
