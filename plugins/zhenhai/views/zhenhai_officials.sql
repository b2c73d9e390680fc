-- title: 每个组织有几个职务由公职人员担任，批准了几个
-- title_en: How many posts of each body officials hold, and how many were approved
-- note: Posts held today, as filed, of bodies that still exist; never a name.
-- columns: posts = 职务（个） / Posts; approved = 写明已批准（个） / Said to be approved; unsaid = 没有写明（个） / Not said
select p.district, p.org_id, p.official_status, count(*) as posts, coalesce(sum(p.appointment_approved), 0) as approved,
  sum(p.appointment_approved is null) as unsaid, p.sample
from people p
join standing_today b on b.district = p.district and b.org_id = p.org_id and b.open
where p.district = 'zhenhai' and p.official_status in ('在职', '离退休') and p.term_start <= b.today and coalesce(p.term_end >= b.today, 1)
group by p.district, p.org_id, p.official_status, p.sample
