-- title: 任前公示、述职、离任审计，哪些没有做到或者迟了？
-- title_en: Which notices before office, reports on duties and audits on leaving are missing or came late?
-- description: 只列本市声明已经报全以后仍然没有的，和迟了的。
-- description_en: Only what is missing though the city says that all is filed, and what came late.
-- group: late
-- parameters: duty = 任前公示、述职或者离任审计 / Notice, report or audit
-- columns: organisation = 社会组织 / Organisation; organisation_permalink = 组织的页面 / Page of the organisation
select l.org_id, o.name as organisation, '/organisations/' || l.org_id || '/' as organisation_permalink, l.duty, l.person, l.post, l.day,
  l.due_on, l.done_on, l.state, l.detail, l.basis, l.sample
from wenzhou_leaders l
left join organisations o on o.org_id = l.org_id
where l.state in ('逾期未报', '逾期报送', '公示晚了') and coalesce(nullif(:duty, ''), l.duty) = l.duty
order by l.sample, l.due_on desc, l.org_id
