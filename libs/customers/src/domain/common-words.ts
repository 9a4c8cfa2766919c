/**
 * What people type when they are asked for a password: the stems that the rules of `password-policy.ts` vary (digits and signs before
 * and after, look-alike characters, doubling, keyboard walks), so that each stands for hundreds of passwords. Written for this project.
 */
const stems = `
password passwort passwords passwd passphrase passkey pass mypass mypassword thepassword newpassword oldpassword contrasena contrasenya
motdepasse parola haslo wachtwoord salasana senha senhas heslo jelszo sifre losenord adgangskode passord kennwort geheim secret secrets
topsecret secreto segredo letmein letmeinnow openup open opensesame sesame access accessdenied login logmein signin signup enter entry
welcome welcomes willkommen bienvenue bienvenido benvenuto bemvindo hello hellohello helloworld hallo hallowelt hola holamundo bonjour
ciao aloha default changeme changeit changethis change temp temporal temporary test tester testing testtest testuser guest user username
admin administrator administrador root toor superuser supervisor manager master owner staff operator service support backup oracle mysql
postgres server system computer internet website webmaster hosting cisco router switch network wireless wifi bluetooth desktop laptop
windows linux ubuntu debian macintosh apple android iphone samsung nokia google gmail facebook twitter instagram youtube yahoo hotmail
microsoft amazon paypal netflix spotify minecraft fortnite roblox pokemon pikachu nintendo playstation xbox zelda mario luigi sonic tetris
warcraft starcraft diablo doom quake halo counterstrike assassin gamer games gaming player champion winner legend legends champ hero
love loveme lover lovers loving loveyou loveu iloveyou iloveu ilove ilovehim iloveher iloveme ilovegod ilovejesus iloveit loveforever
truelove mylove mylover lovelife lovelove teamo tequiero tequieromucho jetaime tiamo teamomucho amor amore amoremio amormio corazon
miamor mivida liebe ichliebedich schatz schatzi liebling cherie doudou coeur darling sweetheart sweetie honey honeybee babe babygirl
babyboy baby babyface sexy sexygirl hottie hotstuff cutie cutiepie kisses kissme hugs beautiful gorgeous handsome pretty lovely angel
angels angelito angeleyes devil diablito demon heaven hell jesus jesuschrist jesuslovesme christ god godisgood godisgreat godbless blessed
blessing faith hope peace grace glory freedom liberty justice forever always never nothing something anything everything whatever nobody
someone forgetit forgotten remember dontknow idontknow iforgot nopassword trustno trustme trustnoone killer killme killall hacker hackme
hacked matrix neo trinity morpheus starwars darthvader vader yoda skywalker anakin chewbacca hansolo jedi jedimaster startrek enterprise
spock batman superman spiderman ironman wolverine deadpool joker avengers thor hulk captain wonderwoman catwoman robin harrypotter hermione
hogwarts dumbledore gandalf frodo bilbo aragorn legolas mordor hobbit narnia simpsons homer bart southpark cartman snoopy garfield scooby
scoobydoo mickey mickeymouse minnie donald goofy disney tinkerbell tigger winnie poohbear simba nemo shrek stitch cinderella princess
princesa prinzessin prinses princesse prince queen queenbee king kings kingkong kingdom lord lady duke knight warrior warriors soldier
sniper hunter ranger rangers ninja samurai shadow shadows ghost phantom vampire werewolf zombie witch wizard magic magical merlin dragon
dragons dragonball dragonfly goku vegeta naruto sasuke sakura bleach unicorn phoenix griffin pegasus tiger tigers lion lions panther
panthers leopard jaguar cougar puma bear bears wolf wolves wolfpack fox foxy eagle eagles falcon falcons hawk hawks raven ravens penguin
dolphin dolphins shark sharks whale turtle froggy frog monkey monkeys gorilla elephant giraffe zebra horse horses mustang stallion pony
puppy puppies doggy doggie dog dogs bulldog bulldogs poodle beagle kitty kitten kittens cat cats pussycat rabbit bunny hamster mouse
butterfly ladybug spider scorpion cobra viper snake python lizard dinosaur chicken rooster turkey piggy bigdog redwings blackcat
sunshine sunny sunflower sunrise sunset sun moon moonlight star stars stargate starlight rainbow thunder lightning storm hurricane tornado
snow snowball snowflake snowman winter spring summer autumn herbst sommer fruehling verano invierno primavera hiver printemps ete january
february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonntag christmas xmas halloween easter birthday happybirthday holiday vacation weekend
flower flowers rose roses rosebud lily daisy jasmine violet tulip orchid cherry cherries apple apples banana bananas orange oranges lemon
strawberry blueberry raspberry peaches peach mango coconut pineapple watermelon potato tomato pumpkin cookie cookies cupcake chocolate
chocolat candy candyman sugar honeybunch vanilla cinnamon caramel icecream cheese cheesecake butter peanut pizza pasta bacon hamburger
burger sushi coffee espresso whiskey vodka tequila beer beerbeer heineken guinness jackdaniels cocacola pepsi mountaindew fanta
red blue green yellow purple pink black white silver gold golden grey brown orange bluesky greenday redred bluebird blackbird blackjack
diamond diamonds crystal emerald ruby sapphire pearl amber jade platinum money moneymoney cash dollar dollars million millionaire rich
richard lucky luckyone luckycharm goodluck fortune jackpot casino poker vegas lasvegas football futbol fussball soccer baseball
basketball softball volleyball hockey tennis golf golfer rugby cricket boxing wrestling swimming swimmer running runner cycling skater
skateboard snowboard surfer surfing fishing hunting racing racer racecar nascar ferrari porsche mercedes bmw audi volkswagen toyota honda
yamaha suzuki kawasaki harley harleydavidson corvette camaro chevy chevrolet ford mustanggt dodge jeep cadillac lamborghini maserati
barcelona realmadrid madrid juventus milan intermilan chelsea arsenal liverpool manchester manutd everton tottenham celtic bayern
bayernmunchen dortmund schalke hamburg ajax feyenoord benfica sporting porto flamengo corinthians palmeiras saopaulo bocajuniors
riverplate galatasaray fenerbahce besiktas lakers celtics bulls chicago yankees redsox dodgers giants cowboys steelers packers patriots
broncos raiders redskins seahawks vikings saints texans longhorns michael michaeljordan jordan kobe lebron ronaldo cristiano messi neymar
beckham zidane pele maradona ronaldinho america american usa canada mexico brasil brazil argentina colombia chile peru espana spain
portugal france italia italy deutschland germany austria schweiz polska poland russia rossija ukraine turkey turkiye greece england
scotland ireland london paris berlin roma newyork boston dallas denver detroit houston miami phoenix seattle texas california florida
hawaii sydney australia india mumbai delhi pakistan indonesia jakarta bandung philippines pinoy manila thailand vietnam saigon china
beijing shanghai hongkong taiwan japan tokyo korea seoul africa nigeria kenya egypt israel istanbul amsterdam stockholm
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua
kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon
benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle
walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan jordan billy joe
bruce gabriel logan albert willie alan juan wayne elijah randy roy vincent ralph eugene russell bobby mason philip louis mary patricia
jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol
amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen
samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly
lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa sara madison frances kathryn janice jean
abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie
kayla alexis lori carlos miguel luis jorge pedro diego fernando ricardo roberto eduardo alejandro javier antonio francisco manuel rafael
sergio pablo mario alberto andres daniela valentina camila gabriela mariana carolina alejandra fernanda lucia elena carmen isabel rosa
pierre nicolas julien antoine thomas camille manon chloe sophie isabelle nathalie sandrine hans peter klaus stefan andreas thomas markus
sebastian florian tobias matthias alexander maximilian lukas leon felix jonas anna lena laura sabrina nadine katharina marco matteo luca
andrea alessandro francesco giuseppe giovanni giulia chiara martina francesca federica mohamed mohammed ahmed muhammad mustafa mehmet
ibrahim hassan hussein fatima aisha ivan dmitri sergey andrey alexey natasha olga svetlana katya anastasia tatiana boris vladimir
charlie buddy bailey max maxwell rocky rusty sammy sparky lucky lucy molly maggie sadie chloe daisy ginger pepper princess oreo coco
shadow smokey oscar tucker toby jasper murphy buster duke zeus apollo bandit boomer cooper harley lady missy patches precious samson
scooter sasha simba whiskers tinker family familia familie mother mothers mama mami mamamia mommy mom momdad father dad daddy papa
grandma grandpa sister sisters sissy brother brothers bro friend friends friendship bestfriend bestfriends bff bestie girlfriend
boyfriend husband wife marriage wedding married single teacher student school highschool college university class senior junior freshman
music musica musik musical guitar guitarra piano drummer drums dancer dance dancing singer singing rockstar rocknroll rockon rock punk
metal metallica slipknot nirvana linkinpark eminem tupac biggie snoopdogg beyonce rihanna shakira madonna britney justinbieber bieber
onedirection backstreet spicegirls beatles elvis elvispresley queen acdc ironmaiden blink greenday coldplay radiohead u2 pinkfloyd
genesis mustang trouble crazy crazyman psycho maniac loser losers idiot stupid dumbass asshole bitch bitches bastard fuck fucker fucking
fuckyou fuckoff fuckme fuckit motherfucker shit bullshit shithead damn damnit penis pussy tits boobs bigboobs bigtits bigdick dick
dickhead sex sexsex porn porno pornstar playboy naked nude orgasm lesbian hardcore cocaine marijuana weed weedman smoke smoker stoner
cool coolman coolgirl coolio awesome perfect amazing fantastic wonderful excellent great super superstar supergirl superboy mega ultra
turbo nitro rocket rockets apollo nasa space galaxy universe planet earth mars venus jupiter saturn pluto mercury neptune orion gemini
cancer virgo libra scorpio sagittarius capricorn aquarius pisces taurus aries energy power powerful powers strong strength victory
success dream dreams dreamer fantasy imagine believe inspire happy happyness happiness happyday happyfeet smile smiley smiles laugh
lollol lol haha hahaha hehe xoxo omg wtf yolo swag swagger gangster gangsta thug thuglife pimp player playa bigdaddy bigboy biggun
bigmac bigman littleman fatboy fatman skinny midget giant monster monsters beast creature alien aliens robot robots android cyborg
terminator predator gladiator spartan trojan trojans titan titans crusader pirate pirates buccaneer captain sailor navy marines marine
army airforce military police fireman firefighter doctor nurse lawyer engineer pilot driver trucker cowboy cowgirl farmer
abc abcd abcde abcdef abcdefg aaa asd asdf asdfg asdfgh qwe qwer qwert qwerty qwertz azerty azertyuiop qaz qazwsx qazwsxedc zxc zxcv zxcvb
zxcvbn zxcvbnm qweasd qweasdzxc wasd dvorak keyboard tastatur teclado clavier number numbers digits letters alphabet
chair table window door house home homesweethome garden kitchen bathroom mountain river ocean beach island forest desert sweet sweets
snickers skittles twix oreos pringles nutella barbie hellokitty bratz teddy teddybear pooh lollipop gummybear marshmallow bubbles bubba
boogie boomboom bangbang blahblah blabla yomama yoyo whatsup wassup nowayout noway please pleaseme thankyou thanks goodbye byebye
goodmorning goodnight goodday godfather scarface tonymontana rambo rocky terminator titanic avatar gremlin goonies casper beetlejuice
пароль пароли привет любовь солнце йцукен йцукенг наташа марина максим андрей сергей дмитрий spartak zenit россия москва
`;

export const commonWords: ReadonlySet<string> = new Set(stems.trim().split(/\s+/));
