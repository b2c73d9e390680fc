-- title: 社区社会组织每年的人员与规模
-- title_en: A year of a filed community body
-- note: exempt and unknown: why the criteria of 十好 do not or cannot judge a body in that year: they are for bodies filed then.
--   partly: why what was counted is not of the whole year, so that it may yet grow, or does not say what a whole year would have brought.
-- columns: partly = 为什么不是一整年的 / Why not of the whole year
select s.*, o.street, o.community, json_object('org_id', s.org_id, 'year', s.year) as key, cast(s.year as text) as period,
  case
    when o.registration <> '备案' then '不是备案的社区社会组织'
    when o.status = '筹备' or o.registered_on > s.year || '-12-31' then '这一年还没有备案'
    when o.status <> '正常' and o.status_since < s.year || '-01-01' then '这一年以前已经注销、撤销'
  end as exempt,
  iif(o.status <> '正常' and o.status_since is null, '不知道哪一天注销、撤销的', null) as unknown,
  case
    when s.year || '-12-31' >= build.today then '这一年还没有过完'
    when s.submitted_on <= s.year || '-12-31' then '这一年还没有过完就报了'
    when o.registered_on > s.year || '-01-01' then '这一年才备案的'
    when o.status <> '正常' and o.status_since <= s.year || '-12-31' then '这一年注销、撤销的'
  end as partly
from staffing s
join build
join organisations o on o.district = s.district and o.org_id = s.org_id and o.sample <= s.sample
where s.district = 'haishu'
