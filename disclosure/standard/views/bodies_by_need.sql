-- title: 哪些组织服务哪种需要
-- title_en: Which bodies serve which need
-- download: yes
-- note: A way to find a body, no classification of record: the need is read from a word in its name, purpose or scope, or from the field
--   of a project it was funded for. because says which, word the word or the project. A body may serve several needs, or none;
--   those that are known to exist no more are left out. A word does not count where it stands inside another that says something else.
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
-- Inside these a word says something else: 受托管理 is no 托管, 中心理事 no 心理.
otherwise(word, inside) as (
  values ('助餐', '自助餐'), ('助餐', '资助餐'), ('助餐', '补助餐'), ('送餐', '赠送餐'), ('送餐', '运送餐具'), ('养老', '保养老'), ('敬老', '敬老师'), ('助老', '助老师'),
    ('助老', '助老区'), ('助老', '助老旧'), ('助老', '助老字号'), ('扶老', '扶老字号'), ('扶老', '扶老区'), ('老年', '老年份'), ('老人', '古老人'), ('长者', '专长者'),
    ('长者', '特长者'), ('长者', '擅长者'), ('长者', '成长者'), ('长者', '家长者'), ('听障', '收听障'), ('视障', '电视障'), ('孤儿', '孤儿作品'), ('孤儿', '孤儿药'),
    ('济困', '经济困'), ('困难', '经营困难'), ('困难', '融资困难'), ('困难', '技术困难'), ('困难', '学习困难'), ('困难', '呼吸困难'), ('困难', '吞咽困难'), ('困难', '停车困难'),
    ('低保', '降低保'), ('低保', '最低保证'), ('低保', '最低保护'), ('托管', '受托管理'), ('托管', '委托管理'), ('托管', '信托管理'), ('托管', '依托管理'), ('托管', '寄托管理'),
    ('托管', '资产托管'), ('托管', '资金托管'), ('托管', '基金托管'), ('托管', '股权托管'), ('托管', '土地托管'), ('托管', '农业托管'), ('托管', '生产托管'), ('托管', '物业托管'),
    ('托管', '运营托管'), ('托管', '宠物托管'), ('托管', '服务器托管'), ('托管', '老人托管'), ('托管', '老年人托管'), ('托管', '残疾人托管'), ('亲子', '父亲子'), ('亲子', '母亲子'),
    ('亲子', '亲子鉴定'), ('社会工作', '社会工作部'), ('社会工作', '社会工作委'), ('社工', '社工委'), ('社工', '旅行社工'), ('社工', '合作社工'), ('社工', '供销社工'), ('社工', '报社工'),
    ('社工', '出版社工'), ('社工', '杂志社工'), ('社工', '通讯社工'), ('心理', '中心理'), ('心理', '核心理念'), ('心理', '核心理论'), ('心理', '爱心理发'), ('心理', '爱心理财'),
    ('心理', '放心理财'), ('社区服务', '社区服务器'), ('便民', '便民营'), ('便民', '便民族'), ('便民', '便民办'), ('便民', '便民宿'), ('互助', '相互助'), ('互助', '交互助')
),
places(place, because) as (values (1, '名称'), (2, '宗旨'), (3, '业务范围')),
texts as materialized (
  select district, org_id, name, purpose, scope, name || coalesce(char(10) || purpose, '') || coalesce(char(10) || scope, '') as text
  from organisations
),
-- A word is looked for in all that a body says at once; only where it stands is it asked in which of its texts, and how often.
stands as (
  select t.district, t.org_id, w.need, w.word, p.place, p.because,
    case p.place when 1 then t.name when 2 then t.purpose else t.scope end as text
  from texts t
  join words w on instr(t.text, w.word)
  cross join places p
),
found as (
  select district, org_id, need, place, because, word
  from stands s
  where (length(text) - length(replace(text, word, ''))) / length(word) > (
    select coalesce(sum((length(s.text) - length(replace(s.text, o.inside, ''))) / length(o.inside)), 0)
    from otherwise o
    where o.word = s.word
  )
  union all
  select g.district, b.org_id, g.service_field, 4, '受资助的项目', g.project
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  join organisations o on o.district = b.district and o.org_id = b.org_id and o.sample >= g.sample
  where g.decision = '资助' and g.service_field <> '其他'
),
ranked as (
  select district, org_id, need, because, word, min(place || word) as first from found group by district, org_id, need
)
select s.district, r.need, s.street, s.community, s.org_id, s.name, r.because, r.word, s.open, s.sample
from ranked r
join standing_today s on s.district = r.district and s.org_id = r.org_id
where s.open is not 0
