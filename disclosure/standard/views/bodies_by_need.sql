-- title: 哪些组织服务哪种需要
-- title_en: Which bodies serve which need
-- download: yes
-- note: A way to find a body, no classification of record: the need is read from a word in its name, purpose or scope, or from the field
--   of a project it was funded for. because says which, word the word or the project. A body may serve several needs, or none;
--   those that are known to exist no more are left out.
-- columns: need = 需要 / Need; because = 从哪里看出 / Read from; word = 哪几个字或者哪个项目 / Word or project; open = 还在 / Exists
with words(need, word) as (
  values ('助餐送餐', '助餐'), ('助餐送餐', '送餐'), ('助餐送餐', '配餐'), ('助餐送餐', '老年食堂'), ('助餐送餐', '长者食堂'), ('助餐送餐', '爱心食堂'), ('助餐送餐', '社区食堂'),
    ('助餐送餐', '邻里食堂'),
    ('扶老', '老人'), ('扶老', '老年'), ('扶老', '养老'), ('扶老', '敬老'), ('扶老', '助老'), ('扶老', '为老服务'), ('扶老', '扶老'), ('扶老', '长者'), ('扶老', '居家照护'),
    ('助残', '残疾'), ('助残', '助残'), ('助残', '扶残'), ('助残', '残障'), ('助残', '自闭症'), ('助残', '孤独症'), ('助残', '听障'), ('助残', '视障'),
    ('救孤', '孤儿'), ('救孤', '救孤'), ('救孤', '困境儿童'), ('救孤', '困境未成年'), ('救孤', '留守儿童'),
    ('济困', '济困'), ('济困', '帮困'), ('济困', '助困'), ('济困', '困难'), ('济困', '扶贫'), ('济困', '社会救助'), ('济困', '临时救助'), ('济困', '低保'),
    ('青少年', '青少年'), ('青少年', '未成年'), ('青少年', '儿童'), ('青少年', '托管'), ('青少年', '亲子'),
    ('社会工作', '社会工作'), ('社会工作', '社工'), ('社会工作', '心理'),
    ('社区服务', '社区服务'), ('社区服务', '邻里'), ('社区服务', '便民'), ('社区服务', '互助')
),
texts as materialized (
  select district, org_id, name, purpose, scope, name || coalesce(char(10) || purpose, '') || coalesce(char(10) || scope, '') as text
  from organisations
),
-- A word is looked for in all that a body says at once; only where it stands is it asked in which of its texts.
found as (
  select t.district, t.org_id, w.need, iif(instr(t.name, w.word), 1, iif(instr(t.purpose, w.word), 2, 3)) as place,
    iif(instr(t.name, w.word), '名称', iif(instr(t.purpose, w.word), '宗旨', '业务范围')) as because, w.word
  from texts t
  join words w on instr(t.text, w.word)
  union all
  select g.district, g.org_id, g.service_field, 4, '受资助的项目', g.project
  from grants g
  join organisations o on o.district = g.district and o.org_id = g.org_id and o.sample >= g.sample
  where g.decision = '资助' and g.service_field <> '其他'
),
ranked as (
  select district, org_id, need, because, word, min(place || word) as first from found group by district, org_id, need
)
select s.district, r.need, s.street, s.community, s.org_id, s.name, r.because, r.word, s.open, s.sample
from ranked r
join standing_today s on s.district = r.district and s.org_id = r.org_id
where s.open is not 0
