-- title: 直接登记的公益性组织每年三样材料报了多少
-- title_en: The three yearly papers of directly registered public-benefit bodies: how many came
-- columns: piece = 材料 / Paper; bound = 应报（个） / Due; in_time = 按时（个） / In time; late = 晚报（个） / Late;
--   unsaid = 无法判断（个） / Not known; due_on = 期限 / Due day
select p.district, p.year, p.piece, p.due_on, count(*) as bound, sum(p.done_on <= p.due_on) as in_time, sum(p.done_on > p.due_on) as late,
  sum(p.done_on is null) as unsaid, -p.year as position, p.sample
from haishu_papers p
where p.exempt is null and p.due_on < (select today from build)
group by p.district, p.year, p.piece, p.sample
